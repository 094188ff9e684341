"""`python -m factdesk`: the same as the command `factdesk`."""

from __future__ import annotations

from factdesk.cli.main import main

if __name__ == "__main__":
    main()
