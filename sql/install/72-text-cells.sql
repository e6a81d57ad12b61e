/* Cells of the tables that the text of a report states too. */

CREATE FUNCTION disclosure.narrative_figures(texts disclosure.narrative_value[], year integer, scope text DEFAULT NULL)
RETURNS disclosure.figures
AS 'MODULE_PATHNAME', 'disclosure_narrative_figures'
LANGUAGE C IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE
COST 500;
COMMENT ON FUNCTION disclosure.narrative_figures(disclosure.narrative_value[], integer, text) IS
'the cells of the year''s form that a text states: exactly, of this report, and never two different numbers; NULL if the year has no form';
