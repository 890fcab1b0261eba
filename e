plateau: *.dat: cannot be opened: No such file or directory
