"""Faults: a seeded campaign against the real local deployment, and a checker that reads the databases alone (law 3).

``plan``        a seed's list of faults; pure
``proxy``       the wires between services and servers: cut, delayed, stalled, broken in the middle of a frame
``deployment``  the servers and one process per service, with such a wire for each
``rounds``      the rounds, as they go when nothing disturbs them: what is said in each step
``traffic``     who plays them on the deployment, and who writes besides; what was sent, and what was answered
``injectors``   what each kind of fault does
``checker``     what the databases say in the end; shares no code with what it checks
``campaign``    ``python -m tests.faults.campaign --seed 1 --faults 1000``
"""
