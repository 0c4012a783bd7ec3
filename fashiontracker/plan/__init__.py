"""What the policy says: plan and catalogue files in, frozen dataclasses out.

`types` are the plan's, `designations` the catalogue's; `reading` turns files into them, `library` knows which there
are.
"""
