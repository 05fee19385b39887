"""Yardsticks: the same work by this mechanism, by its own packages used plainly, by hand, and by others.

The work is the same for all: a command arrives, a fact is stored, published, received by another department and
stored there with its consequence; two processes, durable at each step. After every run the receiver must hold
exactly the sender's facts: what loses or doubles one gives no figure.

``python -m tests.bench`` (``make bench``) prints the table. Absolute figures belong to the machine that they were
taken on; what is compared are ratios of runs that took turns.
"""
