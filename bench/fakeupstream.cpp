// SPDX-License-Identifier: GPL-3.0-or-later
// An OpenAI-shaped upstream that does nothing but answer: plain chat answers of about 0.66 KB with usage, or,
// when the request says "stream":true, an event stream of N chunks, one each M milliseconds, each with the
// time when it was sent (microseconds of the monotonic clock). A request that says "seed":T waits T
// milliseconds instead, before a plain answer too: a member that every gateway passes on. One thread, epoll.
//   sekisho_fakeupstream [--port P] [--delay-ms D] [--chunks N] [--chunk-ms M]
// Prints "listening on PORT" when it is ready.
#include <arpa/inet.h>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <map>
#include <memory>
#include <netinet/tcp.h>
#include <optional>
#include <string>
#include <string_view>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>
#include <unordered_map>

namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

struct Options {
    int port = 0;
    milliseconds delay{0};
    int chunks = 20;
    milliseconds chunkInterval{20};
};

Options parseOptions(int argc, char **argv)
{
    Options options;
    for (int i = 1; i + 1 < argc; i += 2) {
        const std::string_view name = argv[i];
        const int value = std::atoi(argv[i + 1]);
        if (name == "--port")
            options.port = value;
        else if (name == "--delay-ms")
            options.delay = milliseconds(value);
        else if (name == "--chunks")
            options.chunks = value;
        else if (name == "--chunk-ms")
            options.chunkInterval = milliseconds(value);
    }
    return options;
}

std::string plainAnswer()
{
    const std::string text =
        "The barrier stations of the old highways checked the passes of all who travelled, and so "
        "does a gateway: who are you, where do you go, and what may you take along? This answer "
        "is as long as a short answer of a language model, and always the same.";
    const std::string body =
        R"({"id":"chatcmpl-0123456789abcdef","object":"chat.completion","created":1700000000,"model":"gpt-4o-mini",)"
        R"("choices":[{"index":0,"message":{"role":"assistant","content":")" +
        text +
        R"("},"logprobs":null,"finish_reason":"stop"}],"usage":{"prompt_tokens":57,"completion_tokens":62,)"
        R"("total_tokens":119},"system_fingerprint":"fp_0123456789"})";
    return "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " +
           std::to_string(body.size()) + "\r\n\r\n" + body;
}

std::string chunked(const std::string &text)
{
    char size[20];
    std::snprintf(size, sizeof size, "%zx\r\n", text.size());
    return size + text + "\r\n";
}

std::string streamEvent(const std::string &delta, const char *finish, const char *rest = "")
{
    return R"(data: {"id":"chatcmpl-0","object":"chat.completion.chunk","created":1700000000,"model":"gpt-4o-mini",)"
           R"("choices":[{"index":0,"delta":)" +
           delta + R"(,"finish_reason":)" + finish + "}]" + rest + "}\n\n";
}

struct Answers {
    const std::string plain = plainAnswer();
    const std::string streamHead = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"
                                   "Transfer-Encoding: chunked\r\n\r\n";
    const std::string streamEnd =
        chunked(streamEvent("{}", R"("stop")",
                            R"(,"usage":{"prompt_tokens":57,"completion_tokens":20,"total_tokens":77})") +
                "data: [DONE]\n\n") +
        "0\r\n\r\n";
};

std::string chunkSentNow()
{
    const auto now = std::chrono::duration_cast<std::chrono::microseconds>(Clock::now().time_since_epoch());
    return chunked(streamEvent(R"({"content":" sent )" + std::to_string(now.count()) + R"("})", "null"));
}

struct Connection {
    explicit Connection(int socket)
        : descriptor(socket)
    {
    }
    ~Connection() { ::close(descriptor); }

    const int descriptor;
    std::string input;
    bool busy = false;  ///< an answer is under way
    int chunksLeft = 0; ///< of a stream
    milliseconds interval{0};
};

/// Size of the first request in `input`, once it is whole.
std::optional<std::size_t> requestSize(std::string_view input)
{
    const auto headEnd = input.find("\r\n\r\n");
    if (headEnd == input.npos)
        return std::nullopt;
    std::size_t body = 0;
    for (std::size_t line = input.find("\r\n") + 2; line < headEnd; line = input.find("\r\n", line) + 2) {
        if (::strncasecmp(input.data() + line, "content-length:", 15) == 0)
            body = std::strtoul(input.data() + line + 15, nullptr, 10);
    }
    const auto size = headEnd + 4 + body;
    return size <= input.size() ? std::optional(size) : std::nullopt;
}

bool wantsStream(std::string_view request)
{
    return request.find("\"stream\":true") != request.npos ||
           request.find("\"stream\": true") != request.npos;
}

/// What the request asks to wait for, if it does.
std::optional<milliseconds> wantedWait(std::string_view request)
{
    constexpr std::string_view name = "\"seed\":";
    const auto at = request.find(name);
    if (at == request.npos)
        return std::nullopt;
    return milliseconds(std::atoi(std::string(request.substr(at + name.size(), 8)).c_str()));
}

class Upstream
{
public:
    explicit Upstream(const Options &options);
    void run();

private:
    using Due = std::multimap<Clock::time_point, int>;

    void accept();
    void read(int descriptor);
    void answerNext(Connection &connection);
    void later(Connection &connection, milliseconds time);
    void runDue();
    void proceed(Connection &connection);
    static void write(const Connection &connection, const std::string &bytes);
    int waitTime() const;
    void watch(int descriptor) const;

    const Options m_options;
    const Answers m_answers;
    const int m_epoll;
    const int m_listener;
    std::unordered_map<int, std::unique_ptr<Connection>> m_connections;
    Due m_due;
};

Upstream::Upstream(const Options &options)
    : m_options(options)
    , m_epoll(::epoll_create1(0))
    , m_listener(::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0))
{
    const int on = 1;
    ::setsockopt(m_listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_port = htons(std::uint16_t(options.port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    if (::bind(m_listener, reinterpret_cast<sockaddr *>(&address), length) < 0 ||
        ::listen(m_listener, 4096) < 0) {
        std::perror("listen");
        std::exit(1);
    }
    ::getsockname(m_listener, reinterpret_cast<sockaddr *>(&address), &length);
    watch(m_listener);
    std::printf("listening on %d\n", ntohs(address.sin_port));
    std::fflush(stdout);
}

void Upstream::watch(int descriptor) const
{
    epoll_event event = {EPOLLIN, {.fd = descriptor}};
    ::epoll_ctl(m_epoll, EPOLL_CTL_ADD, descriptor, &event);
}

int Upstream::waitTime() const
{
    if (m_due.empty())
        return -1;
    const auto left = std::chrono::ceil<milliseconds>(m_due.begin()->first - Clock::now()).count();
    return left < 0 ? 0 : int(left);
}

void Upstream::run()
{
    for (;;) {
        epoll_event events[256];
        const int count = ::epoll_wait(m_epoll, events, 256, waitTime());
        for (int i = 0; i < count; ++i) {
            if (events[i].data.fd == m_listener)
                accept();
            else
                read(events[i].data.fd);
        }
        runDue();
    }
}

void Upstream::accept()
{
    for (;;) {
        const int socket = ::accept4(m_listener, nullptr, nullptr, SOCK_NONBLOCK);
        if (socket < 0)
            return;
        const int on = 1;
        ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        m_connections[socket] = std::make_unique<Connection>(socket);
        watch(socket);
    }
}

void Upstream::read(int descriptor)
{
    const auto found = m_connections.find(descriptor);
    if (found == m_connections.end())
        return;
    auto &connection = *found->second;
    char buffer[64 * 1024];
    const auto size = ::recv(descriptor, buffer, sizeof buffer, 0);
    if (size <= 0) {
        if (size == 0 || errno != EAGAIN)
            m_connections.erase(found);
        return;
    }
    connection.input.append(buffer, std::size_t(size));
    answerNext(connection);
}

void Upstream::answerNext(Connection &connection)
{
    while (!connection.busy) {
        const auto size = requestSize(connection.input);
        if (!size)
            return;
        const std::string_view request(connection.input.data(), *size);
        const bool stream = wantsStream(request);
        const auto wait = wantedWait(request);
        const auto delay = stream ? m_options.delay : wait.value_or(m_options.delay);
        connection.interval = wait.value_or(m_options.chunkInterval);
        connection.input.erase(0, *size);
        connection.busy = true;
        connection.chunksLeft = stream ? m_options.chunks : -1;
        if (delay.count() > 0)
            later(connection, delay);
        else
            proceed(connection);
    }
}

void Upstream::later(Connection &connection, milliseconds time)
{
    m_due.emplace(Clock::now() + time, connection.descriptor);
}

void Upstream::runDue()
{
    const auto now = Clock::now();
    while (!m_due.empty() && m_due.begin()->first <= now) {
        const int descriptor = m_due.begin()->second;
        m_due.erase(m_due.begin());
        const auto found = m_connections.find(descriptor);
        if (found == m_connections.end() || !found->second->busy)
            continue;
        proceed(*found->second);
        answerNext(*found->second);
    }
}

/// Sends the next piece of the answer under way.
void Upstream::proceed(Connection &connection)
{
    if (connection.chunksLeft < 0) {
        write(connection, m_answers.plain);
        connection.busy = false;
        return;
    }
    std::string piece = connection.chunksLeft == m_options.chunks ? m_answers.streamHead : std::string();
    if (connection.chunksLeft > 0) {
        --connection.chunksLeft;
        write(connection, piece + chunkSentNow());
        later(connection, connection.interval);
        return;
    }
    write(connection, piece + m_answers.streamEnd);
    connection.busy = false;
}

void Upstream::write(const Connection &connection, const std::string &bytes)
{
    // Answers are far smaller than the kernel's buffer; a client that fills it all the same loses its answer.
    [[maybe_unused]] const auto sent =
        ::send(connection.descriptor, bytes.data(), bytes.size(), MSG_NOSIGNAL);
}

} // namespace

int main(int argc, char **argv)
{
    std::signal(SIGPIPE, SIG_IGN);
    Upstream(parseOptions(argc, argv)).run();
}
