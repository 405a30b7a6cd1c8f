"""Is typing disturbed by saving? The longest task of the page while she types on a long page."""

from typing import Any

from tests.browser.faults.writer import Writer

CHARACTERS = 20_000
WATCH = """() => {
  globalThis.seen = {tasks: [], saves: 0, frames: []};
  const each = (list, act) => list.getEntries().forEach(act);
  new PerformanceObserver((list) => each(list, (one) => seen.tasks.push(one.duration)))
    .observe({type: 'longtask'});
  new PerformanceObserver((list) => each(list, (one) => {
    if (one.name.includes('/writing/') && one.initiatorType === 'fetch') seen.saves += 1;
  })).observe({type: 'resource'});
  let last = performance.now();
  const frame = (at) => { seen.frames.push(at - last); last = at; requestAnimationFrame(frame); };
  requestAnimationFrame(frame);
}"""


def measure(her: Writer) -> dict[str, Any]:
    """Types for some seconds on a page of 20,000 characters: tasks over 50 ms, longest frame."""
    her.box.fill("A line of words like any other. " * (CHARACTERS // 32))
    her.saved()
    her.page.wait_for_timeout(1000)
    her.page.evaluate(WATCH)
    for _ in range(8):
        her.type(2)
        her.page.wait_for_timeout(900)
    seen = her.page.evaluate("seen")
    tasks, frames = seen["tasks"], seen["frames"]
    return {
        "figure": "typing while saving", "characters": CHARACTERS, "saves": seen["saves"],
        "tasks_over_50_ms": len(tasks), "longest_task_ms": round(max(tasks, default=0)),
        "frames": len(frames), "frames_over_50_ms": sum(gap > 50 for gap in frames),
        "longest_frame_ms": round(max(frames), 1),
    }  # fmt: skip
