using Longhaul.Pipelines.Schema;

namespace Longhaul.Trainer.Features.Text;

/// <summary>What <see cref="TfidfStep"/> does: see the catalogue's options of the same names.</summary>
public sealed record TfidfOptions(
    NgramOptions Ngrams, int MinDf, double MaxDf, int MaxFeatures, int HashBits, bool Sublinear, bool Binary, bool Idf, double Nb, int Svd)
{
    public static TfidfOptions From(Options options) => new(
        new NgramOptions(
            options.Text("analyzer") switch
            {
                "word" => NgramKind.Word,
                "char" => NgramKind.Character,
                _ => NgramKind.CharactersInWord,
            },
            options.Integer("min_n"),
            Math.Max(options.Integer("min_n"), options.Integer("max_n")),
            options.Flag("lowercase")),
        options.Integer("min_df"), options.Number("max_df"), options.Integer("max_features"), options.Integer("hash_bits"),
        options.Flag("sublinear"), options.Flag("binary"), options.Flag("idf"), options.Number("nb"), options.Integer("svd"));
}
