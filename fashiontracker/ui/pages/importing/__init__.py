"""导入: files of rows become one entry of the journal, after every row's fate was shown and accepted."""
