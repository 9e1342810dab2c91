"""A command line whose mistakes are told in one line, as everywhere in the program."""
import argparse


class OneLine(argparse.ArgumentParser):
    def error(self, message):
        self.exit(2, f"{self.prog}: {message}; see {self.prog} --help\n")
