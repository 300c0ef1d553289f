using Longhaul.Models.Tokens;
using Longhaul.Runs.Files;
using Longhaul.Search.Loop;
using Longhaul.Team.Desk;
using Longhaul.Team.Roles;
using Longhaul.Team.Tools;
using Longhaul.Team.Tools.Finding;

namespace Longhaul.Team.Sessions;

/// <summary>What all sessions of a run stand on.</summary>
/// <param name="Ledger">The run's journal and state.</param>
/// <param name="Tools">All tools by name.</param>
/// <param name="Seat">The model of a role.</param>
/// <param name="Allowance">What of time, tokens and money is left.</param>
/// <param name="Desk">What the track offers.</param>
public sealed record TeamGround(
    RunLedger Ledger, IReadOnlyDictionary<string, ITool> Tools, Func<Role, ModelSeat> Seat, TokenCounter Tokens, Allowance Allowance, IDesk Desk)
{
    /// <summary>The run's store of texts.</summary>
    public ContentStore Objects { get; } = new(Ledger.Folder.Objects);

    /// <summary>Held while a session is started.</summary>
    internal Lock Starting { get; } = new();

    /// <summary>How many roles that only read one answer sets to work at once, at least 1.</summary>
    public int SideBySide { get; init; } = 1;

    /// <summary>What is switched off, to see what it is worth.</summary>
    public Ablations Without { get; init; } = Ablations.None;

    /// <summary>Whether the run reproduces a paper.</summary>
    public bool OfPaper { get; init; }

    /// <summary>Names of tools that come from servers.</summary>
    public IReadOnlyList<string> Further { get; init; } = [];

    /// <summary>The tools that a session is offered.</summary>
    /// <param name="intent">What it is for.</param>
    public IReadOnlyList<ITool> Offered(Role role, string intent) => ToolOffer.Of(role, Tools, Further, intent);
}
