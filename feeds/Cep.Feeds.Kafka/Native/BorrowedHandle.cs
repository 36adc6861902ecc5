using System.Reflection;
using System.Runtime.InteropServices;
using Confluent.Kafka;

namespace Cep.Feeds.Kafka;

/// <summary>The native handle of a managed client, kept from being freed while it is used.</summary>
internal sealed class BorrowedHandle : IDisposable
{
    private static readonly PropertyInfo Native = typeof(Handle).GetProperty("LibrdkafkaHandle", BindingFlags.Instance | BindingFlags.NonPublic)
        ?? throw new InvalidOperationException("This version of Confluent.Kafka keeps its native handle elsewhere; use the version that Directory.Packages.props names.");

    private readonly SafeHandle handle;
    private readonly bool isHeld;

    public BorrowedHandle(Handle client)
    {
        handle = (SafeHandle)Native.GetValue(client)!;
        handle.DangerousAddRef(ref isHeld);
    }

    public nint Pointer => handle.DangerousGetHandle();

    public void Dispose()
    {
        if (isHeld) handle.DangerousRelease();
    }
}
