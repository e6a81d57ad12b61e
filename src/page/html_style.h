/*
 * html_style.h
 *	  What of a page a browser does not show, or shows struck out: it says nothing.
 */
#ifndef DISCLOSURE_HTML_STYLE_H
#define DISCLOSURE_HTML_STYLE_H

/* Why the text of a tag is not read; bits. */
enum
{
	HIDDEN_GONE = 1,			/* display:none and the like: neither the text nor the tags within */
	HIDDEN_STRUCK = 2,			/* struck out */
	HIDDEN_INVISIBLE = 4,		/* visibility:hidden, which a tag within may undo */
	HIDDEN_TINY = 8,			/* font-size:0, likewise */
	HIDDEN_CLEAR = 16,			/* color:transparent, likewise */
	HIDDEN_MUTE = 32,			/* a script and the like: no text of the page, shown or not */
	HIDDEN_DRAWN = 64			/* a drawing, which may show the text within it */
};

/* What the name and the attributes of a tag say before its style does. */
typedef struct HtmlLook
{
	int			inherited;		/* bits of the tag around it */
	bool		gone;
	bool		struck;
	bool		sized;			/* an attribute sets the size of letters */
	bool		coloured;		/* an attribute sets the colour of letters */
} HtmlLook;

/* Returns the bits of a tag; style is the value of its attribute, or NULL. */
extern int	html_style_hides(const HtmlLook *look, const char *style);

#endif							/* DISCLOSURE_HTML_STYLE_H */
