using Longhaul.Models.Addresses;
using Longhaul.Models.Calling;
using Longhaul.Models.Prices;

namespace Longhaul.Team.Sessions;

/// <summary>The model that a role uses, with its settings.</summary>
/// <param name="Price">Null where nobody said what it costs.</param>
/// <param name="Temperature">Null: the provider's default.</param>
/// <param name="MaxOutput">Tokens of one answer at most; null: the provider's default.</param>
/// <param name="Context">Tokens of a prompt at most.</param>
/// <param name="Effort">How much it shall reason, in the provider-neutral words low, medium, high; null: its default.</param>
public sealed record ModelSeat(ModelAddress Address, ModelCaller Caller, Price? Price, int Context = 24_000, double? Temperature = null, int? MaxOutput = null, string? Effort = null);
