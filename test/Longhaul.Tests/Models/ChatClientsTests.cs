using Longhaul.Models.Addresses;
using Longhaul.Models.Keys;
using Longhaul.Models.Providers;
using Longhaul.Runs;

namespace Longhaul.Tests.Models;

public sealed class ChatClientsTests
{
    [Theory]
    [InlineData(null, "http://localhost:11434/")]
    [InlineData("", "http://localhost:11434/")]
    [InlineData("127.0.0.1:11500", "http://127.0.0.1:11500/")]
    [InlineData("0.0.0.0", "http://127.0.0.1:11434/")]
    [InlineData("gpu.example.lan", "http://gpu.example.lan:11434/")]
    [InlineData("gpu.example.lan:80", "http://gpu.example.lan/")]
    [InlineData("https://ollama.example.org", "https://ollama.example.org/")]
    [InlineData("http://0.0.0.0:11434", "http://127.0.0.1:11434/")]
    [InlineData("[::1]:11434", "http://[::1]:11434/")]
    public void Ollama_is_reached_where_its_own_programs_reach_it(string? variable, string address) => ChatClients.OllamaHost(variable).AbsoluteUri.ShouldBe(address);

    [Theory]
    [InlineData(Provider.Ollama, "OLLAMA_HOST", "a b")]
    [InlineData(Provider.Azure, "AZURE_OPENAI_ENDPOINT", "name.openai.azure.com")]
    public void A_variable_that_holds_no_address_is_named(Provider provider, string variable, string value)
    {
        var clients = new ChatClients(new KeyRing(name => name == KeyRing.VariableOf(provider) ? "key" : null, "/nonexistent"), name => name == variable ? value : null, TimeProvider.System);

        Should.Throw<UserErrorException>(() => clients.Make(new ModelAddress(provider, "m"), null)).Message.ShouldContain($"{variable}=");
    }
}
