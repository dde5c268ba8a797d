"""Reading projects from files of the International Aid Transparency Initiative (IATI), versions 1.01 to 2.03.

The words of the format stay as they are (activity, participating organisation, transaction): an activity becomes
a project of the register only when it is imported.
"""
