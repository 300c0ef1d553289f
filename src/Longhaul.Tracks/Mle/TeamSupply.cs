using Longhaul.Team.Desk;
using Longhaul.Team.Tools;
using Longhaul.Tracks.Recording;
using Longhaul.Tracks.Teams;

namespace Longhaul.Tracks.Mle;

/// <summary>What a team of language models needs from outside of the run.</summary>
/// <param name="Servers">Tools of servers that the user named.</param>
/// <param name="Packages">What the host adds; null where the user permitted nothing.</param>
public sealed record TeamSupply(ModelSeats Seats, SessionTape Tape, IReadOnlyList<ITool> Servers, IPackageDesk? Packages = null);
