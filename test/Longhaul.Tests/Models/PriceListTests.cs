using Longhaul.Models.Addresses;
using Longhaul.Models.Prices;
using Longhaul.Runs.Tasks.Yaml;

namespace Longhaul.Tests.Models;

public sealed class PriceListTests
{
    [Fact]
    public void A_price_of_ones_own_comes_first_and_the_shipped_ones_stay()
    {
        var prices = PriceList.Shipped.Behind(YamlDocument.Parse("config.yaml", "openai:mine: {input: 7, output: 8}\nopenai:gpt-5-mini: {input: 9, output: 9}"));

        prices.Of(ModelAddress.Parse("openai:mine")).ShouldBe(new Price(7, 7, 8));
        prices.Of(ModelAddress.Parse("openai:gpt-5-mini"))!.Input.ShouldBe(9);
        prices.Of(ModelAddress.Parse("mailbox:letters")).ShouldBe(Price.Free);
        prices.Of(ModelAddress.Parse("anthropic:claude-sonnet-4-5"))!.Input.ShouldBe(3);
        prices.Of(ModelAddress.Parse("openai:nobodys")).ShouldBeNull();
    }
}
