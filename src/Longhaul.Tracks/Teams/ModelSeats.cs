using System.Globalization;
using Longhaul.Models.Addresses;
using Longhaul.Models.Calling;
using Longhaul.Models.Keys;
using Longhaul.Models.Prices;
using Longhaul.Models.Profiles;
using Longhaul.Models.Providers;
using Longhaul.Runs;
using Longhaul.Runs.Folder;
using Longhaul.Search.Events;
using Longhaul.Search.Loop;
using Longhaul.Team.Roles;
using Longhaul.Team.Sessions;
using Microsoft.Extensions.AI;

namespace Longhaul.Tracks.Teams;

/// <summary>The models of a run's roles, as run.json names them, with the keys and prices of who owns the run now.</summary>
public sealed class ModelSeats : IDisposable
{
    private readonly RunLedger _ledger;
    private readonly RunSettings _settings;
    private readonly TimeProvider _clock;
    private readonly Lock _gate = new();
    private readonly IChatClient? _replay;
    private readonly ChatClients _clients;
    private readonly PriceList _prices;
    private readonly PauseAccount _pauses;
    private readonly Dictionary<ModelChoice, ModelSeat> _seats = [];
    private readonly List<IChatClient> _open = [];

    /// <param name="ledger">Where pauses that a provider asks for are noted.</param>
    /// <param name="replay">What plays a recording, where one is played.</param>
    /// <exception cref="Runs.Tasks.TaskPackageException">The user's config.yaml is wrong.</exception>
    public ModelSeats(RunLedger ledger, RunSettings settings, UserConfig config, TimeProvider clock, IChatClient? replay)
    {
        (_ledger, _settings, _clock, _replay) = (ledger, settings, clock, replay);
        _clients = new ChatClients(new KeyRing(Environment.GetEnvironmentVariable, config.Keys), Environment.GetEnvironmentVariable, clock);
        _prices = ModelSettings.Read(config.File).Prices;
        _pauses = new PauseAccount(clock);
    }

    /// <summary>The seat of a role.</summary>
    /// <exception cref="EnvironmentLacksException">A key or an endpoint is missing.</exception>
    public ModelSeat Of(Role role)
    {
        var choice = _settings.Models.GetValueOrDefault(role.Name) ?? _settings.Models[ModelChoice.Everybody];
        // Roles may work side by side.
        lock (_gate)
            return _seats.TryGetValue(choice, out var seat) ? seat : _seats[choice] = Make(choice);
    }

    public void Dispose()
    {
        foreach (var client in _open)
            client.Dispose();
    }

    private ModelSeat Make(ModelChoice choice)
    {
        var address = ModelAddress.Parse(choice.Model);
        var client = address.Provider == Provider.Replay && _replay is not null ? _replay : _clients.Make(address, choice.BaseUrl is { } url ? new Uri(url) : null);
        _open.Add(client);
        // Only the length of pauses hangs on it.
        var caller = new ModelCaller(address, client, _clock, new Random(_settings.Seed).NextDouble, _pauses);
        caller.Waiting += Note;
        return new ModelSeat(address, caller, _prices.Of(address), choice.Context, choice.Temperature, choice.MaxOutput, choice.Effort);
    }

    private void Note(TimeSpan pause, string why) =>
        _ledger.Record("model", new Notice(string.Create(CultureInfo.InvariantCulture, $"the model's provider: {Printable.Line(why, 300)}; waiting {pause.TotalSeconds:0} s")));
}
