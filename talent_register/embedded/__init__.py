"""PostgreSQL and Redis for machines that have neither, for ./start, ./test and manage.py.

Nothing here imports the rest of the register or Django: it must work before either can.
"""
