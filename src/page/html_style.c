/*
 * html_style.c
 *	  What of a page a browser does not show, or shows struck out: it says nothing.
 *
 * Only the styles of the tags themselves are read, not style sheets.
 */
#include "postgres.h"

#include "common/code_point.h"
#include "page/html_style.h"

/* Bytes of the longest name of a property below, and some more. */
#define PROPERTY_SIZE	24

/* Lengths that put a text outside of what is seen, in pixels: far more than a page is wide. */
#define OUTSIDE_MIN		(-900)

typedef struct Declaration
{
	char		property[PROPERTY_SIZE];
	const char *value;
	const char *end;
	bool		important;
} Declaration;

static bool
is_style_blank(char byte)
{
	return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r' || byte == '\f';
}

/* Moves p behind the white space and comments there. */
static const char *
behind_style_blanks(const char *p, const char *end)
{
	while (p < end)
	{
		if (is_style_blank(*p))
			p++;
		else if (end - p >= 4 && p[0] == '/' && p[1] == '*')
		{
			for (p += 2; end - p >= 2 && !(p[0] == '*' && p[1] == '/'); p++)
				;
			p = end - p >= 2 ? p + 2 : end;
		}
		else
			break;
	}
	return p;
}

/* May a property hide a text, by its first two letters?  Most, such as border and padding, do not. */
static bool
may_hide(const char *p, const char *end)
{
	char		second = end - p > 1 ? p[1] | ('a' ^ 'A') : '\0';

	switch (*p | ('a' ^ 'A'))
	{
		case 'c':				/* color, content-visibility */
		case 'f':				/* font */
		case 'p':				/* position */
			return second == 'o';
		case 'd':				/* display */
		case 'v':				/* visibility */
		case 'w':				/* width */
			return second == 'i';
		case 'h':				/* height */
		case 'l':				/* left */
			return second == 'e';
		case 'm':				/* max-width, but not margin */
			return second == 'a' && end - p > 2 && (p[2] | ('a' ^ 'A')) == 'x';
		case 'o':				/* opacity, overflow */
			return second == 'p' || second == 'v';
		case 't':				/* top, text-indent, text-decoration, but not text-align */
			return second == 'o' || (second == 'e' && end - p > 5 && (p[5] | ('a' ^ 'A')) != 'a');
		default:
			return false;
	}
}

/* Reads the next declaration of a style that may hide a text, "property: value;". */
static bool
next_declaration(const char **p, const char *end, Declaration *declaration)
{
	static const char important[] = "important";
	const char *at = behind_style_blanks(*p, end);
	size_t		n = 0;

	while (at < end && !may_hide(at, end))
	{
		if (*at != ';' && (at = memchr(at, ';', end - at)) == NULL)
			return false;
		at = behind_style_blanks(at + 1, end);
	}
	if (at == end)
		return false;
	for (; at < end && *at != ':' && *at != ';'; at++)
		if (!is_style_blank(*at) && n < PROPERTY_SIZE - 1)
			declaration->property[n++] = pg_ascii_tolower((unsigned char) *at);
	declaration->property[n] = '\0';
	declaration->value = declaration->end = at;
	if (at < end && *at == ':')
	{
		declaration->value = behind_style_blanks(at + 1, end);
		for (at = declaration->value; at < end && *at != ';'; at++)
			;
		declaration->end = at;
	}
	*p = at;
	while (declaration->end > declaration->value && is_style_blank(declaration->end[-1]))
		declaration->end--;
	declaration->important = false;
	if (declaration->end - declaration->value > (int) strlen(important) &&
		pg_strncasecmp(declaration->end - strlen(important), important, strlen(important)) == 0)
	{
		at = declaration->end - strlen(important);
		while (at > declaration->value && is_style_blank(at[-1]))
			at--;
		if (at > declaration->value && at[-1] == '!')
		{
			declaration->important = true;
			declaration->end = at - 1;
			while (declaration->end > declaration->value && is_style_blank(declaration->end[-1]))
				declaration->end--;
		}
	}
	return true;
}

static bool
value_is(const Declaration *declaration, const char *word)
{
	size_t		n = strlen(word);

	return declaration->end - declaration->value == (ptrdiff_t) n &&
		pg_strncasecmp(declaration->value, word, n) == 0;
}

static bool
value_has(const Declaration *declaration, const char *word)
{
	size_t		n = strlen(word);

	for (const char *p = declaration->value; declaration->end - p >= (ptrdiff_t) n; p++)
		if (pg_strncasecmp(p, word, n) == 0)
			return true;
	return false;
}

/* Reads a number; sets *behind to its end, or to p if there is none. */
static double
read_style_number(const char *p, const char *end, const char **behind)
{
	const char *start = p;
	double		value = 0;
	double		place = 0;
	bool		negative = p < end && *p == '-';
	bool		digits = false;

	if (p < end && (*p == '-' || *p == '+'))
		p++;
	for (; p < end && (is_digit_point((unsigned char) *p) || (*p == '.' && place == 0)); p++)
		if (*p == '.')
			place = 1;
		else
		{
			digits = true;
			place /= 10;
			value = place > 0 ? value + place * (*p - '0') : value * 10 + (*p - '0');
		}
	*behind = digits ? p : start;
	return negative ? -value : value;
}

/* Is it a length or share of zero, "0", "0px" or ".0em"? */
static bool
is_zero_length(const char *p, const char *end)
{
	const char *behind;
	double		value = read_style_number(p, end, &behind);

	if (behind == p || value != 0)
		return false;
	while (behind < end && (is_letter_point((unsigned char) *behind) || *behind == '%'))
		behind++;
	return behind == end;
}

/* Is it in parts of the size around it, so that it stays zero if that is? */
static bool
is_relative_size(const Declaration *declaration)
{
	const char *behind;

	if (value_is(declaration, "inherit") || value_is(declaration, "unset") || value_is(declaration, "larger") ||
		value_is(declaration, "smaller"))
		return true;
	read_style_number(declaration->value, declaration->end, &behind);
	return behind > declaration->value && behind < declaration->end &&
		(*behind == '%' || pg_strncasecmp(behind, "em", 2) == 0 || pg_strncasecmp(behind, "ex", 2) == 0 ||
		 pg_strncasecmp(behind, "ch", 2) == 0);
}

/* Has the shorthand "font: 0/0 a" a size of zero? */
static bool
font_is_tiny(const Declaration *declaration)
{
	for (const char *p = declaration->value; p < declaration->end;)
	{
		const char *word = p;

		while (p < declaration->end && !is_style_blank(*p) && *p != '/')
			p++;
		if (is_zero_length(word, p))
			return true;
		/* behind the size come the height of lines and the names of letters */
		while (p < declaration->end && (is_style_blank(*p) || *p == '/'))
			p++;
	}
	return false;
}

/* Returns bits with one of them set or cleared. */
static int
with_bit(int bits, int bit, bool set)
{
	return set ? bits | bit : bits & ~bit;
}

int
html_style_hides(const HtmlLook *look, const char *style)
{
	bool		gone = look->gone;
	bool		struck = look->struck;
	bool		faded = false;	/* opacity:0 */
	bool		clipped = false;	/* overflow:hidden */
	bool		empty = false;	/* a width or height of zero */
	bool		placed = false; /* position:absolute or fixed */
	bool		outside = false;	/* far beside what is seen */
	bool		indented = false;
	int			bits = look->inherited;
	const char *end = style ? style + strlen(style) : NULL;
	int			passes = style == NULL ? 0 : memchr(style, '!', end - style) != NULL ? 2 : 1;

	if (look->sized)
		bits &= ~HIDDEN_TINY;
	if (look->coloured)
		bits &= ~HIDDEN_CLEAR;
	/* of two declarations of a property the last holds, unless the first is important */
	for (int pass = 0; pass < passes; pass++)
	{
		Declaration declaration;

		for (const char *p = style; next_declaration(&p, end, &declaration);)
		{
			const char *property = declaration.property;

			if (declaration.important != (pass == 1))
				continue;
			if (strcmp(property, "display") == 0)
				gone = value_is(&declaration, "none");
			else if (strcmp(property, "content-visibility") == 0)
				gone = gone || value_is(&declaration, "hidden");
			else if (strcmp(property, "text-decoration") == 0 || strcmp(property, "text-decoration-line") == 0)
				struck = value_has(&declaration, "line-through");
			else if (strcmp(property, "visibility") == 0)
			{
				if (!value_is(&declaration, "inherit"))
					bits = with_bit(bits, HIDDEN_INVISIBLE,
									value_is(&declaration, "hidden") || value_is(&declaration, "collapse"));
			}
			else if (strcmp(property, "font-size") == 0)
			{
				if (is_zero_length(declaration.value, declaration.end))
					bits |= HIDDEN_TINY;
				else if (!is_relative_size(&declaration))
					bits &= ~HIDDEN_TINY;
			}
			else if (strcmp(property, "font") == 0)
				bits = with_bit(bits, HIDDEN_TINY, font_is_tiny(&declaration));
			else if (strcmp(property, "color") == 0)
			{
				if (!value_is(&declaration, "inherit") && !value_is(&declaration, "currentcolor"))
					bits = with_bit(bits, HIDDEN_CLEAR, value_is(&declaration, "transparent"));
			}
			else if (strcmp(property, "opacity") == 0)
				faded = is_zero_length(declaration.value, declaration.end);
			else if (strcmp(property, "overflow") == 0)
				clipped = value_is(&declaration, "hidden") || value_is(&declaration, "clip");
			else if (strcmp(property, "width") == 0 || strcmp(property, "height") == 0 ||
					 strcmp(property, "max-width") == 0 || strcmp(property, "max-height") == 0)
				empty = empty || is_zero_length(declaration.value, declaration.end);
			else if (strcmp(property, "position") == 0)
				placed = value_is(&declaration, "absolute") || value_is(&declaration, "fixed");
			else if (strcmp(property, "left") == 0 || strcmp(property, "top") == 0 || strcmp(property, "text-indent") == 0)
			{
				const char *behind;
				bool		far = read_style_number(declaration.value, declaration.end, &behind) <= OUTSIDE_MIN;

				if (property[0] == 't' && property[1] == 'e')
					indented = far;
				else
					outside = outside || far;
			}
		}
	}
	if (gone || faded || indented || (clipped && empty) || (placed && outside))
		bits |= HIDDEN_GONE;
	if (struck)
		bits |= HIDDEN_STRUCK;
	return bits;
}
