using static Longhaul.Pipelines.Schema.OptionSpec;

namespace Longhaul.Pipelines.Schema;

/// <summary>The steps for single pixels and for structured cells: of the latter one per format of <see cref="Cells.CellFormats"/>, all with the same options.</summary>
internal static class StructuredCatalogue
{
    public static IReadOnlyList<ComponentSchema> All { get; } =
    [
        new("neighbourhood", "A pixel by what lies around it: its window, estimates of the background, local means, deviations and extremes, gradients. Takes three columns that must be listed: an image, the pixel's row and its column, from 0 on.", [ColumnRole.Image, ColumnRole.Number], []),
        Step("json", "JSON objects in cells (or Python's dictionaries): numbers by path, texts as 0/1 features, statistics of lists.", ColumnRole.Json, 1000),
        Step("list", "Lists in cells (`[1, 2, 3]`, `a|b|c`, numbers between blanks): statistics, numbers by place, frequent members as 0/1 features.", ColumnRole.List, 1000),
        Step("characters", "Codes of letters of one length: each letter by its place, how often each occurs.", ColumnRole.Code, 0),
        Step("spelling", "Short words that differ in nearly every row (first names, part numbers): pieces of up to three characters as 0/1 features, characters by place from either end, numbers within, length.", ColumnRole.Word, 300),
        Step("geometry", "Files with atoms (XYZ, extended XYZ, FHI-aims, CIF): composition, cell, distances and bonds by pair of elements, coordination.", ColumnRole.File, 0),
    ];

    private static ComponentSchema Step(string kind, string what, ColumnRole role, int maxItems) => new(kind, what, [role],
    [
        Integer("max_numbers", 300, "keep the numbers that most rows have, so many per column", 0, 5000),
        Integer("max_items", maxItems, "keep the most frequent members, so many per column, as sparse 0/1 features", 0, 100000),
        Integer("min_count", 5, "what fewer training rows have is dropped", 1),
        Choice("missing", "as for numbers", "keep", "median"),
        Choice("scale", "as for numbers", "none", "standard", "quantile"),
    ]);
}
