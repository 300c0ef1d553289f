using Longhaul.Models.Addresses;
using Longhaul.Models.Calling;
using Longhaul.Models.Keys;
using Longhaul.Models.Prices;
using Longhaul.Models.Profiles;
using Longhaul.Models.Providers;
using Longhaul.Runs.Folder;
using Longhaul.Team.Roles;
using Longhaul.Team.Sessions;
using Microsoft.Extensions.AI;

namespace Longhaul.Tracks.Teams;

/// <summary>The models of a run's roles, as run.json names them, with the keys and prices of who owns the run now.</summary>
public sealed class ModelSeats : IDisposable
{
    private readonly RunSettings _settings;
    private readonly TimeProvider _clock;
    private readonly Action<TimeSpan, string> _waiting;
    private readonly IChatClient? _replay;
    private readonly ChatClients _clients;
    private readonly PriceList _prices;
    private readonly Dictionary<ModelChoice, ModelSeat> _seats = [];
    private readonly List<IChatClient> _open = [];

    /// <param name="waiting">Told before each pause that a provider asks for: how long, and why.</param>
    /// <param name="replay">What plays a recording, where one is played.</param>
    /// <exception cref="Runs.Tasks.TaskPackageException">The user's config.yaml is wrong.</exception>
    public ModelSeats(RunSettings settings, UserConfig config, TimeProvider clock, Action<TimeSpan, string> waiting, IChatClient? replay = null)
    {
        (_settings, _clock, _waiting, _replay) = (settings, clock, waiting, replay);
        _clients = new ChatClients(new KeyRing(Environment.GetEnvironmentVariable, config.Keys), Environment.GetEnvironmentVariable, clock);
        _prices = ModelSettings.Read(config.File).Prices;
    }

    /// <summary>The seat of a role.</summary>
    /// <exception cref="Runs.EnvironmentLacksException">A key or an endpoint is missing.</exception>
    public ModelSeat Of(Role role)
    {
        var choice = _settings.Models.GetValueOrDefault(role.Name) ?? _settings.Models[ModelChoice.Everybody];
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
        var caller = new ModelCaller(address, client, _clock, new Random(_settings.Seed).NextDouble);
        caller.Waiting += _waiting;
        return new ModelSeat(address, caller, _prices.Of(address), choice.Context, choice.Temperature, choice.MaxOutput, choice.Effort);
    }
}
