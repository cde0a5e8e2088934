"""ほかのシステムのための窓口: HSDS 3 for everybody, a feed of changes, and the register for staff with a token."""
