"""What facts.md says, sentence by sentence, against the program itself.

Each module holds one section: `RULES` lists its sentences that say what must happen, `CASES` shows
each at work, and `ELSEWHERE` names the ones that a decision cannot show and where they are held.
"""
