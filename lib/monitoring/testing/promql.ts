import { parser } from "@prometheus-io/lezer-promql";

/** What a PromQL expression asks for: the series it selects, each with the labels that it matches on, and those it groups by. */
export type Query = { series: { name: string; labels: string[] }[]; grouping: string[] };

/** Parses an expression with Prometheus's own grammar. Throws when it is not valid. */
export function parseQuery(expression: string): Query {
  const query: Query = { series: [], grouping: [] };
  parser.parse(expression).iterate({
    enter: ({ name, type, from, to, node }) => {
      if (type.isError) throw new Error(`Not PromQL at ${from}: ${expression}`);
      if (name === "VectorSelector") {
        const metric = node.getChild("Identifier");
        const labels = node.getChild("LabelMatchers")?.getChildren("UnquotedLabelMatcher") ?? [];
        query.series.push({
          name: metric ? expression.slice(metric.from, metric.to) : "",
          labels: labels.map((label) => expression.slice(label.from, label.to).replace(/[=!].*$/s, "")),
        });
      }
      if (name === "LabelName" && node.parent?.name === "GroupingLabels")
        query.grouping.push(expression.slice(from, to));
    },
  });
  return query;
}
