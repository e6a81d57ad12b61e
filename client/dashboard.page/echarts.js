/* What the page draws with: input of client/dashboard.build. */
export { getInstanceByDom, init, registerMap } from "echarts/core";
import { use } from "echarts/core";
import { BarChart, LineChart, MapChart } from "echarts/charts";
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent, VisualMapComponent } from "echarts/components";
import { SVGRenderer } from "echarts/renderers";

use([BarChart, LineChart, MapChart, AriaComponent, GridComponent, LegendComponent, TooltipComponent, VisualMapComponent, SVGRenderer]);
