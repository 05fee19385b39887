"""What the portal keeps of the province's public facts, each view named by the question it answers.

rounds     các đợt đánh giá và bộ tiêu chí         scores     ai đang ở đâu, vì tiêu chí nào
history    một điểm đã đổi mấy lần, ai, căn cứ gì    dossiers   hồ sơ ở tay ai, chậm ở đâu
log        thông điệp ấy đâu rồi                     work       ai còn nợ việc gì, đến bao giờ
compliance nghĩa vụ nào đã thực hiện, quá hạn        registers  văn bản nào, số nào, của ai
matters    trình UBND tỉnh gì, theo đường nào        plans      kế hoạch, biện pháp: đến bước nào
improvements cải thiện Chỉ số: ai đã tổng hợp        tasks      nhiệm vụ: ai chủ trì, đến đâu rồi
meetings   quý nào đã họp, kết luận gì              obstacles  vướng mắc: ai phản ánh, đã trả lời chưa
organisation danh bạ: cơ quan nào, thẩm quyền nào
schemes    đề án ở ai, ai im lặng                   inspections ai được kiểm tra, thấy gì
own_inspections ai đã gửi kế hoạch, báo cáo        provincial_scores phần nào đã chấm, tổng điểm
budgets    ai lập dự toán, phân bổ bao nhiêu        information ai đã nhận, ai đã đọc
amendments kiến nghị gì, kết quả ra sao             reviews    ai đã báo cáo, kết luận gì
recognition khen ai, chấn chỉnh ai, vì sự việc nào  communication tuyên truyền: đã làm gì
field_work hướng dẫn, kiểm tra, việc phải sửa       field_reports báo cáo, số liệu từng kỳ
"""

from services.portal.views.amendments import Amendments, RuleReviews
from services.portal.views.budgets import Budgets
from services.portal.views.communication import Communication
from services.portal.views.compliance import Compliance
from services.portal.views.dossiers import Dossiers
from services.portal.views.field_reports import FieldFigures, FieldReports
from services.portal.views.field_work import FieldAdvice, FieldChecks, Guidances
from services.portal.views.history import ScoreHistory
from services.portal.views.improvements import Improvements
from services.portal.views.information import Information
from services.portal.views.inspections import Inspections
from services.portal.views.log import MessageLog
from services.portal.views.matters import Matters
from services.portal.views.meetings import Evaluations, Meetings
from services.portal.views.obstacles import Obstacles
from services.portal.views.organisation import Directory
from services.portal.views.own_inspections import OwnInspections
from services.portal.views.plans import Measures, Plans
from services.portal.views.provincial_scores import ProvincialCriteria, ProvincialScores, ProvincialTables
from services.portal.views.recognition import Commendations, Nominations, Rectifications
from services.portal.views.registers import Documents
from services.portal.views.reviews import ReformReviews
from services.portal.views.rounds import CriteriaSets, Rounds
from services.portal.views.schemes import Schemes
from services.portal.views.scores import Scores
from services.portal.views.tasks import TaskReports, Tasks
from services.portal.views.work import OpenWork

VIEWS = (
    Rounds,
    CriteriaSets,
    Scores,
    ScoreHistory,
    OpenWork,
    Dossiers,
    MessageLog,
    Compliance,
    Directory,
    Documents,
    Matters,
    Plans,
    Measures,
    Improvements,
    Tasks,
    TaskReports,
    Meetings,
    Evaluations,
    Obstacles,
    Schemes,
    Inspections,
    OwnInspections,
    ProvincialCriteria,
    ProvincialScores,
    ProvincialTables,
    Budgets,
    Information,
    Amendments,
    RuleReviews,
    ReformReviews,
    Commendations,
    Nominations,
    Rectifications,
    Communication,
    FieldAdvice,
    FieldChecks,
    Guidances,
    FieldFigures,
    FieldReports,
)
