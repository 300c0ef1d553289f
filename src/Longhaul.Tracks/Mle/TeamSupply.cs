using Longhaul.Team.Desk;
using Longhaul.Team.Tools;
using Longhaul.Tracks.Recording;
using Longhaul.Tracks.Teams;

namespace Longhaul.Tracks.Mle;

/// <summary>What a team of language models needs from outside of the run.</summary>
/// <param name="Servers">Tools that the user's settings bring: the web's, and those of servers.</param>
/// <param name="Packages">What the host adds; null where the user permitted nothing.</param>
public sealed record TeamSupply(ModelSeats Seats, SessionTape Tape, IReadOnlyList<ITool> Servers, IPackageDesk? Packages = null);
