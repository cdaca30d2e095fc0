"""One small lesson, as others make a page of it: nine statements of five levels, and a radar.

Each is as its own manual has it, and as small as can be: no texts, nothing saved, nothing compared.
Nothing is fetched from elsewhere while one is visited.
"""
