package io.percept.kernels;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** Tests that share an OpenCL device, and with it the programs that it has built. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class DeviceTest {
    TestDevice device;

    @BeforeAll
    void open() {
        device = TestDevice.open();
    }

    @AfterAll
    void close() {
        if (device != null) {
            device.close();
        }
    }
}
