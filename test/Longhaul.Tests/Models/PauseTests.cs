using System.Net;
using System.Runtime.CompilerServices;
using Longhaul.Models.Addresses;
using Longhaul.Models.Calling;
using Longhaul.Models.Providers;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Time.Testing;

namespace Longhaul.Tests.Models;

/// <summary>Pauses that a provider asks for are nobody's working time.</summary>
public sealed class PauseTests
{
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public async Task A_pause_longer_than_the_time_that_is_left_does_not_end_the_call()
    {
        using var model = new Busy(TimeSpan.FromMinutes(10));
        var caller = new ModelCaller(new ModelAddress(Provider.OpenAI, "busy"), model, _clock, () => 0);

        var answer = caller.AskAsync([new ChatMessage(ChatRole.User, "Well?")], new ChatOptions(), limit: TimeSpan.FromMinutes(9), TestContext.Current.CancellationToken);
        while (!answer.IsCompleted)
        {
            _clock.Advance(TimeSpan.FromSeconds(10));
            await Task.Delay(TimeSpan.FromMilliseconds(5), TestContext.Current.CancellationToken);
        }

        (await answer).Waited.ShouldBe(TimeSpan.FromMinutes(10));
    }

    [Fact]
    public void Patience_ends_when_its_time_without_pauses_is_over()
    {
        using var patience = new Patience(TimeSpan.FromMinutes(5), _clock, CancellationToken.None);

        _clock.Advance(TimeSpan.FromMinutes(1));
        patience.Extend(TimeSpan.FromMinutes(10));
        _clock.Advance(TimeSpan.FromMinutes(13.9));
        patience.Token.IsCancellationRequested.ShouldBeFalse();
        _clock.Advance(TimeSpan.FromMinutes(0.2));

        patience.Token.IsCancellationRequested.ShouldBeTrue();
    }

    [Theory]
    [InlineData(60 * 24 * 60)]
    [InlineData(-1)]
    public void Any_time_can_be_left(double minutes)
    {
        using var patience = new Patience(TimeSpan.FromMinutes(minutes), _clock, CancellationToken.None);

        patience.Extend(TimeSpan.FromDays(60));

        patience.Token.IsCancellationRequested.ShouldBeFalse();
    }

    [Fact]
    public void Time_in_which_several_wait_counts_once()
    {
        var pauses = new PauseAccount(_clock);

        pauses.Begin(TimeSpan.FromSeconds(60)).ShouldBe(TimeSpan.FromSeconds(60));
        pauses.Begin(TimeSpan.FromSeconds(60)).ShouldBe(TimeSpan.Zero);
        _clock.Advance(TimeSpan.FromSeconds(20));
        pauses.Begin(TimeSpan.FromSeconds(60)).ShouldBe(TimeSpan.FromSeconds(20));
        _clock.Advance(TimeSpan.FromSeconds(100));
        pauses.Begin(TimeSpan.FromSeconds(5)).ShouldBe(TimeSpan.FromSeconds(5));
    }

    /// <summary>A model that is asked again after a pause, and then answers.</summary>
    private sealed class Busy(TimeSpan pause) : IChatClient
    {
        private bool _asked;

        public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            await Task.CompletedTask;
            if (!_asked)
            {
                _asked = true;
                throw new ProviderException(HttpStatusCode.TooManyRequests, pause, "later");
            }

            yield return new ChatResponseUpdate(ChatRole.Assistant, "now") { FinishReason = ChatFinishReason.Stop };
        }

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }
}
