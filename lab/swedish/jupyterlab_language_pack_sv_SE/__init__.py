"""JupyterLab in Swedish: the words are in `locale`.

JupyterLab's page finds the folder by the entry point, its server by this very name.
"""
