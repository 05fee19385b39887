"""The four shelves under every service: what is fixed, what is common, how it is kept, how it is written.

``regulation``  what Decision 1669/QĐ-UBND fixes, as data and pure functions; imports nothing of ours.
``procedures``  what the Decision asks of every department alike.
``office``      forms that officials live in (Excel, later Word): bytes to data and back.
``mechanism``   how anything is recorded, sent, received, seen; knows no department and no article.
"""
