/*
 * union_find.h
 *	  Which things belong together?
 *
 * Each knows a parent among its own, to begin with itself; the root stands
 * for all.  It is the least of them.
 */
#ifndef DISCLOSURE_UNION_FIND_H
#define DISCLOSURE_UNION_FIND_H

static inline int
union_find(int *parent, int i)
{
	while (parent[i] != i)
		i = parent[i] = parent[parent[i]];
	return i;
}

static inline void
union_unite(int *parent, int a, int b)
{
	a = union_find(parent, a);
	b = union_find(parent, b);
	parent[Max(a, b)] = Min(a, b);
}

#endif							/* DISCLOSURE_UNION_FIND_H */
