"""Reads Thai: text in, an `Understanding` out. The only package that uses PyThaiNLP."""
