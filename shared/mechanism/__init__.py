"""How facts are recorded, sent, received and seen. Knows no department and no article.

Read it in this order, once, for all procedures:

``clock``       the one clock
``message``     what crosses the frame: one JSON document, stored, sent and kept verbatim
``record``      what a department remembers: decide, then note
``store``       the tables, in SQLite or PostgreSQL
``silence``     a connection that gives up on a server that says nothing, however long it may work
``ledger``      one door in, one write: a message is taken once and atomically
``tail``        what a ledger has just written, for whoever follows it
``releasing``   the way out of quarantine: again, corrected, or skipped; ``rehearsal``: tried out, and not written
``view``        what is shown: a function of one ledger, kept in the store
``agenda``      what falls due: alarms that enter by the same door
``bus``         exchanges, queues, publishing with pipelined ``confirms``
``wire``        its connection to the broker, with fewer system calls; ``frames``: AMQP as bytes
``lost_queue``  a queue that the broker knows and never answers for is made anew
``lock``        which of several replicas takes; ``leadership``: one leads, the others look on
``relay``       the ledger's public facts, to the bus, in order
``inbox``       the bus, to the ledger, in batches, acknowledged after the transaction
``talk``        what ledgers tell each other between the facts: how far they have come, who lacks what
``catching_up`` what a department takes before it decides anything
``busy``        the answer to a command that cannot be noted now
``department``  the nameko service that all share
``web``         a WSGI application on nameko's own web server
``reading``     ledgers opened for reading only, while their services run
``aside``       what waits in quarantine, and the causes that several share; ``failure``: a cause, and its key
``history``     the auditor's reading: one record's life; ``causes``: one cause across ledgers
``witness``     what others keep of a ledger's own facts; ``recovery``: how it gets them back
``copying``     a ledger's copy: one file, whatever store it stands in
``audit``       everything checked again: rows, positions, receipts against senders, views against folds
"""
