"""Contracts: one test over all layer kinds, all rules, all objects."""
