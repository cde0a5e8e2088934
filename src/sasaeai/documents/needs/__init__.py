"""困りごとの文の読み書き: texts to be classified, a town's words and corrections, the table of word vectors."""
