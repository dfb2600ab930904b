package io.percept.backend;

import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Devices and buffers that are nothing but what they say of themselves. */
final class Fakes {
    private Fakes() {}

    static DeviceInfo device(String id, String name) {
        String backend = id.contains(":") ? id.substring(0, id.indexOf(':')) : id;
        return new DeviceInfo(id, backend, name, 1, 0, 0, Map.of());
    }

    static BackendProvider available(String name, DeviceInfo... devices) {
        return provider(name, new BackendProvider.Available(Arrays.asList(devices)));
    }

    static BackendProvider unavailable(String name, String reason) {
        return provider(name, new BackendProvider.Unavailable(reason));
    }

    /** A backend whose device can be opened and closed. */
    static BackendProvider opening(String name, DeviceInfo device) {
        Device open = (Device) Proxy.newProxyInstance(
                Device.class.getClassLoader(), new Class<?>[] {Device.class}, (proxy, method, arguments) -> null);
        return provider(name, new BackendProvider.Available(List.of(device)), info -> open);
    }

    private static BackendProvider provider(String name, BackendProvider.Probe probe) {
        return provider(name, probe, device -> {
            throw new BackendException(device.id() + " is not real");
        });
    }

    private static BackendProvider provider(
            String name, BackendProvider.Probe probe, Function<DeviceInfo, Device> opening) {
        return new BackendProvider() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Probe probe() {
                return probe;
            }

            @Override
            public Device open(DeviceInfo device, DeviceOptions options) {
                return opening.apply(device);
            }
        };
    }

    static Lifetimes lifetimes(DeviceOptions options) {
        return new Lifetimes(device("fake", "a fake"), options);
    }

    static TrackedBuffer buffer(Lifetimes lifetimes, int rows, int columns, ElementType type) {
        return lifetimes.allocate(rows, columns, type, NoMemory::new);
    }

    static MatrixView matrix(int rows, int columns) {
        return matrix(rows, columns, ElementType.FLOAT32);
    }

    static MatrixView matrix(int rows, int columns, ElementType type) {
        return buffer(lifetimes(DeviceOptions.defaults()), rows, columns, type).view();
    }

    private static final class NoMemory extends TrackedBuffer {
        NoMemory(Lifetimes.Lifetime lifetime, int rows, int columns, ElementType type) {
            super(lifetime, rows, columns, type);
        }

        @Override
        protected void free() {}
    }
}
