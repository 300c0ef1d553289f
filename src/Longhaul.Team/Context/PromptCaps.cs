namespace Longhaul.Team.Context;

/// <summary>The most tokens that each part of a prompt may have: together they bound it, whatever the length of the run (law 7).</summary>
/// <param name="Total">The whole prompt; default 24,000.</param>
public sealed record PromptCaps(int Total = 24_000)
{
    private const double LeastShare = 0.05;

    public int Charter { get; init; } = 2_500;
    public int Task { get; init; } = 2_500;
    public int Brief { get; init; } = 1_200;
    public int Map { get; init; } = 2_000;
    public int Notes { get; init; } = 2_500;

    /// <summary>All opened files together.</summary>
    public int Files { get; init; } = 4_000;

    public int State { get; init; } = 1_500;

    /// <summary>The results of a new exchange together, where there is room.</summary>
    public int NewExchange { get; init; } = 9_000;

    /// <summary>The results of one exchange together, and one long argument.</summary>
    public int Exchange { get; init; } = 5_000;

    /// <summary>The same where room is short and two more exchanges have followed.</summary>
    public int OldExchange { get; init; } = 400;

    /// <summary>Kept back: what providers add for each message, and what a rebuilt context says of itself.</summary>
    public int Reserve { get; init; } = 400;

    /// <summary>
    /// The caps of a prompt by its size. In one that is smaller than the default the charter and the tools take what they take, and all else shrinks alike, so
    /// that there is room for an exchange.
    /// </summary>
    /// <param name="tools">Tokens of the tools' descriptions and schemas.</param>
    public static PromptCaps For(int total, int tools)
    {
        var usual = new PromptCaps();
        if (total >= usual.Total)
            return usual with { Total = total };
        var texts = usual.Task + usual.Brief + usual.Map + usual.Notes + usual.Files + usual.State;
        var share = Math.Clamp((total - usual.Charter - usual.Reserve - tools) / (double)(texts + usual.Exchange), LeastShare, 1);
        return usual with
        {
            Total = total,
            Task = Part(usual.Task),
            Brief = Part(usual.Brief),
            Map = Part(usual.Map),
            Notes = Part(usual.Notes),
            Files = Part(usual.Files),
            State = Part(usual.State),
            NewExchange = Part(usual.NewExchange),
            Exchange = Part(usual.Exchange),
            OldExchange = Part(usual.OldExchange),
        };

        int Part(int cap) => (int)(cap * share);
    }
}
