"""書き出し: the register and its public part as files that other people and systems read."""
