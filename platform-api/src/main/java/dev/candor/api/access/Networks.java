package dev.candor.api.access;

import io.netty.util.NetUtil;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The part of an address that a household or an office shares. */
final class Networks {

    private static final int IPV4 = 4;
    private static final int IPV4_PREFIX = 3;
    private static final int IPV6_PREFIX = 7;
    /** An IPv4 address that came in by IPv6 looks like this, followed by its four bytes. */
    private static final byte[] MAPPED = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1};

    private Networks() {}

    /** The first 24 bits of an IPv4 address, the first 56 of an IPv6 address; what is neither stands for itself. */
    static byte[] prefix(String address) {
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(address);
        if (bytes == null) {
            return address.getBytes(StandardCharsets.UTF_8);
        }
        if (bytes.length == IPV4) {
            return Arrays.copyOf(bytes, IPV4_PREFIX);
        }
        return Arrays.equals(bytes, 0, MAPPED.length, MAPPED, 0, MAPPED.length)
                ? Arrays.copyOfRange(bytes, MAPPED.length, MAPPED.length + IPV4_PREFIX)
                : Arrays.copyOf(bytes, IPV6_PREFIX);
    }
}
