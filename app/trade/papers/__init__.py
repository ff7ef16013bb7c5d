"""The papers of a deal: their fields, what fills them in, how they are printed and handed on."""
