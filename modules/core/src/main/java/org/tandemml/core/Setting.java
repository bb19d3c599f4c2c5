package org.tandemml.core;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Says what one record component of a learner, or one constant of an enum among its settings, means; [Settings] shows
/// it to people.
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD})
public @interface Setting {
    /// One sentence without a period: `largest gradient component at which the solver stops`.
    String value() default "";

    /// Other names by which it may be set, as other libraries call it: `eta` for `learningRate`.
    String[] aliases() default {};
}
