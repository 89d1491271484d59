"""What a person may ask of the tables: a copy of everything about them, and that it goes.

`registry` derives from the models and from each app's privacy.py which rows are about whom. It names no model of an
upper storey: a new table is found by its foreign keys, and a house test asks what a copy and an erasure make of it.
"""
