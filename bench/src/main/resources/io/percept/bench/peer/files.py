"""Prints what the given modules need on the disk, a path a line: their packages' folders, and the shared libraries that they load from
elsewhere. The first module is what is imported."""
import importlib
import os
import sys


def libraries():
    with open("/proc/self/maps") as maps:
        return {line.split()[-1] for line in maps if ".so" in line}


before = libraries()
importlib.import_module(sys.argv[1])
loaded = libraries() - before
folders = [os.path.dirname(importlib.import_module(name).__file__) for name in sys.argv[1:]]
folders += [folder + ".libs" for folder in folders if os.path.isdir(folder + ".libs")]
paths = folders + [library for library in loaded if not any(library.startswith(folder) for folder in folders)]
print("\n".join(paths))
