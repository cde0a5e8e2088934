"""これまでの会議・課題: old lists read row by row; a row is taken in, is there already, or comes back to be mended."""
