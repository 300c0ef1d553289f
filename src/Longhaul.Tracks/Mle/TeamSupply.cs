using Longhaul.Team.Tools;
using Longhaul.Tracks.Recording;
using Longhaul.Tracks.Teams;

namespace Longhaul.Tracks.Mle;

/// <summary>What a team of language models needs from outside of the run.</summary>
/// <param name="Servers">Tools of servers that the user named.</param>
public sealed record TeamSupply(ModelSeats Seats, SessionTape Tape, IReadOnlyList<ITool> Servers);
