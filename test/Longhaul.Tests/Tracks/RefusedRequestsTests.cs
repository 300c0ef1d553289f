using Longhaul.Search.Events;
using Longhaul.Tracks.Hosting;

namespace Longhaul.Tests.Tracks;

public sealed class RefusedRequestsTests
{
    [Fact]
    public void Refused_requests_are_counted_by_address_and_a_torn_line_counts_for_nothing()
    {
        var refused = RefusedRequests.Of(
        [
            Line("pypi.org:443", "\"Allowed\""), Line("github.com:443", "\"Blacklisted\",\"entry\":\"github.com/a/b\""), Line("example.org:443", "\"NotListed\""),
            Line("github.com:443", "\"Blacklisted\",\"entry\":\"github.com/a/b\""), "{\"at\":\"2026",
        ]);

        refused.Requests.ShouldBe([new RefusedRequest("github.com:443", "github.com/a/b", 2), new RefusedRequest("example.org:443", null, 1)]);
        refused.More.ShouldBe(0);
    }

    [Fact]
    public void What_is_too_much_to_list_is_counted() =>
        RefusedRequests.Of(Enumerable.Range(0, 130).Select(i => Line($"h{i}:443", "\"NotListed\""))).More.ShouldBe(30);

    private static string Line(string address, string verdict) =>
        "{\"at\":\"2026-11-26T05:00:00+00:00\",\"method\":\"CONNECT\",\"address\":\"" + address + "\",\"decision\":{\"verdict\":" + verdict + "}}";
}
