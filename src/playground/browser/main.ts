// The page's script.
import { createPageStage } from "./stage.ts";

void createPageStage({ start: "2025-11-10T14:30:00Z", complain: console.error });
