using Longhaul.Tracks.Recording;
using Longhaul.Tracks.Teams;

namespace Longhaul.Tracks.Mle;

/// <summary>What a team of language models needs from outside of the run.</summary>
public sealed record TeamSupply(ModelSeats Seats, SessionTape Tape);
