"""Stage 6, report: a run as JSON, text, HTML and the formats that other tools read.

Every format is made from a ``model.Report``, whose articles are the objects of the run file. Each
module imports its template engine or terminal library inside its functions, so that naming a
format costs nothing.
"""
